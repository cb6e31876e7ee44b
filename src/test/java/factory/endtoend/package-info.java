/** The built jar, {@code target/factory.jar}, in a process of its own, as a user starts it. */
package factory.endtoend;

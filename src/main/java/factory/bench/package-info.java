/**
 * The benchmark's fixed workloads: input, blueprint and digest of the ruler that also measures
 * other systems on the same work.
 *
 * <p>{@link factory.bench.Workload} makes the whole input before the clock starts, every draw a
 * pure function of seed and index; {@link factory.bench.BenchSupplier} sells it, {@link
 * factory.bench.BenchBlueprint} assembles it, {@link factory.bench.BenchDestination} counts and
 * digests what would be shipped, {@link factory.bench.Reference} says in a plain loop what must
 * come out. Everything between is the factory as a user's job has it.
 */
@NullMarked
package factory.bench;

import org.jspecify.annotations.NullMarked;

package factory.operations.web;

/**
 * Why a request is not answered.
 *
 * @param status of HTTP
 * @param text what is wrong with it, for a reader
 */
record Refusal(int status, String text) {}

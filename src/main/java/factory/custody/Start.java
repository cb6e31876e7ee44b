package factory.custody;

import java.util.List;

/**
 * Where reading of a partition begins.
 *
 * @param mark the place
 * @param files the file that it is in and those behind it, of a partition that goes through
 *     several; else empty
 */
public record Start(Mark mark, List<Section> files) {}

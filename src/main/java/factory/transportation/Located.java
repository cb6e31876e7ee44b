package factory.transportation;

import factory.operations.Why;
import java.util.List;

/**
 * What the transportation department has, or had, of a pid.
 *
 * @param unpacked cargo that waits for a stevedore or is with one
 * @param stored cargo that is packed and in no shipment yet
 * @param leaving the shipment that is on its way with some of it; 0 if none
 * @param left what was shipped in this run and is remembered, the newest first
 * @param remembered how much packed cargo is remembered, of all pids
 * @param all whether that is all of this run
 * @param current whether that is at least all that is in no committed shipment
 */
public record Located(
    int unpacked,
    int stored,
    long leaving,
    List<Why.Fate> left,
    long remembered,
    boolean all,
    boolean current) {}

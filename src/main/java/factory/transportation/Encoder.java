package factory.transportation;

import factory.goods.Cargo;

/**
 * Brings cargo into a destination's format. Each stevedore has its own, so it may reuse buffers and
 * need not be thread-safe.
 */
@FunctionalInterface
public interface Encoder {
  /**
   * The cargo as a parcel. Never fails, whatever values a blueprint has put into a product: what
   * has no form of its own is written as its text.
   */
  Parcel encode(Cargo cargo);
}

package factory;

import factory.purchasing.Supplier;

/** The plant behind the command line. */
final class Plant implements Launcher {
  @Override
  public Supplier inspect(ConfigStack stack, FactorySettings settings) {
    throw new WrongInput("this build has no plant to look at");
  }

  @Override
  public Running launch(ConfigStack stack, FactorySettings settings) {
    throw new WrongInput("this build has no plant to run");
  }
}

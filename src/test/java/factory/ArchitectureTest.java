package factory;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The plan of the plant, {@code docs/architecture.md}, held against the code. */
@AnalyzeClasses(packages = "factory", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String PEKKO = "org.apache.pekko..";

  /**
   * The scenario kit starts whole factories; it stands beside the departments and is in its own
   * jar.
   */
  private static final String TESTKIT = "factory.testkit..";

  @ArchTest
  static final ArchRule departmentsAreAcyclic =
      slices().matching("factory.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule goodsKnowOnlyThemselves = only("factory.goods..");

  @ArchTest
  static final ArchRule blueprintsKnowOnlyGoods = only("factory.blueprint..", "factory.goods..");

  @ArchTest
  static final ArchRule custodyKnowsOnlyGoods = only("factory.custody..", "factory.goods..");

  @ArchTest
  static final ArchRule verificationSharesWithTheFactoryOnlyWhatTheGuaranteesName =
      classes()
          .that(resideInAPackage("factory.verification.."))
          .should()
          .onlyDependOnClassesThat(
              not(resideInAPackage("factory.."))
                  .or(resideInAPackage("factory.verification.."))
                  .or(named("factory.custody.SealedJson"))
                  .or(named("factory.goods.Partition"))
                  .or(named("factory.goods.JsonLimits")));

  @ArchTest
  static final ArchRule operationsKnowNoDepartment =
      only("factory.operations..", "factory.goods..");

  @ArchTest
  static final ArchRule transportationKnowsNoDepartmentBeforeIt =
      only(
          "factory.transportation..",
          "factory.operations..",
          "factory.goods..",
          "factory.custody..");

  @ArchTest
  static final ArchRule productionKnowsOnlyTransportation =
      only(
          "factory.production..",
          "factory.transportation..",
          "factory.operations..",
          "factory.blueprint..",
          "factory.goods..",
          "factory.custody..");

  @ArchTest
  static final ArchRule purchasingKnowsOnlyProduction =
      only(
          "factory.purchasing..",
          "factory.production..",
          "factory.operations..",
          "factory.goods..",
          "factory.custody..");

  @ArchTest
  static final ArchRule jobsKnowOnlyOperations = only("factory.jobs..", "factory.operations..");

  @ArchTest
  static final ArchRule whatStandsBelowIsFreeOfPekko =
      noClasses()
          .that(resideInAnyPackage("factory.goods..", "factory.blueprint..", "factory.custody.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(PEKKO)
          .because("a blueprint must run in a plain loop, and a ledger in a test without actors");

  @ArchTest
  static final ArchRule settingsAreParsedInOnePlace =
      noClasses()
          .that(not(resideInAPackage("factory")))
          .and(not(resideInAPackage(TESTKIT)))
          .and(not(named("factory.blueprint.Blueprints")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.typesafe.config..")
          .because("below Main nobody sees a Config; Blueprints hands a plug-in its own tree");

  @ArchTest
  static final ArchRule nobodyImportsTheScenarioKit =
      noClasses()
          .that(not(resideInAPackage(TESTKIT)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TESTKIT, "org.apache.pekko.actor.testkit..", "org.junit..")
          .because("the kit and what it needs are not in factory.jar");

  @ArchTest
  static final ArchRule oneLog =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..")
          .because("there is one log, SLF4J's");

  @ArchTest
  static final ArchRule onlyTheCommandLineAndTheConsolePrint =
      noClasses()
          .that(not(resideInAPackage("factory")))
          .and(not(resideInAPackage("factory.operations..")))
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace");

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .that(not(resideInAPackage(TESTKIT)))
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class, int.class)
          .because("waiting is a message from the one clock");

  private static ArchRule only(String department, String... below) {
    return classes()
        .that(resideInAPackage(department))
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("factory.."))
                .or(resideInAPackage(department))
                .or(resideInAnyPackage(below)));
  }

  private static DescribedPredicate<JavaClass> named(String name) {
    return DescribedPredicate.describe(
        "named " + name,
        type -> type.getName().equals(name) || type.getName().startsWith(name + "$"));
  }
}

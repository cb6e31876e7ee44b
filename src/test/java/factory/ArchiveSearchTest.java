package factory;

import static org.assertj.core.api.Assertions.assertThat;

import factory.operations.Why;
import factory.transportation.Archive;
import factory.transportation.Located;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said to have been looked at. */
class ArchiveSearchTest {
  private Archive archive = query -> new Archive.Found(List.of(), true, "everything");

  @Test
  void howMuchIsRememberedIsSaidInWords() {
    assertThat(searched(1, true))
        .isEqualTo(
            "the last product or scrap that this run has packed, which is all, and everything");
    assertThat(searched(2, false))
        .isEqualTo("the last 2 products and scrap that this run has packed and everything");
    assertThat(searched(0, true))
        .isEqualTo("what this run has packed, which is nothing so far, and everything");
    assertThat(searched(0, false)).as("nothing is remembered").isEqualTo("everything");
  }

  @Test
  void whereSomebodyElseIsSearchingThatIsSaid() {
    ArchiveSearch search = search();
    Archive everything = archive;
    StringBuilder meanwhile = new StringBuilder();
    archive =
        query -> {
          meanwhile.append(searched(search, 0, false));
          return everything.find(query);
        };
    assertThat(searched(search, 0, false)).isEqualTo("everything");
    assertThat(meanwhile)
        .hasToString("nothing; the destination is looked through for somebody else, ask again");
  }

  @Test
  void whereThatIsAllThatWasLookedAtNoCommaIsLeftOver() {
    ArchiveSearch search = search();
    Archive everything = archive;
    StringBuilder meanwhile = new StringBuilder();
    archive =
        query -> {
          meanwhile.append(searched(search, 0, true));
          return everything.find(query);
        };
    searched(search, 0, true);
    assertThat(meanwhile)
        .hasToString(
            "what this run has packed, which is nothing so far; the destination is looked through"
                + " for somebody else, ask again");
  }

  private ArchiveSearch search() {
    return new ArchiveSearch(query -> archive.find(query), time -> () -> false);
  }

  private String searched(long remembered, boolean all) {
    return searched(search(), remembered, all);
  }

  private static String searched(ArchiveSearch search, long remembered, boolean all) {
    Located located = new Located(0, 0, 0, List.of(), remembered, all, true);
    return ((Why.Unknown) search.of("p", List.of(located))).searched();
  }
}

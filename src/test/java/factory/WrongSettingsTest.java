package factory;

import static factory.SettingsFixture.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each wrong setting stands in line 2 and costs exactly one line that says where, what, which rule
 * and which value.
 */
class WrongSettingsTest {
  @ParameterizedTest
  @MethodSource("mistakes")
  void oneLineNamesFileLinePathRuleAndValue(String setting, String message) {
    WrongInput refused =
        catchThrowableOfType(WrongInput.class, () -> parse("factory {", setting, "}"));
    assertThat(refused).hasMessage("web.conf: 2: factory." + message);
    assertThat(refused.getMessage()).doesNotContain("\n");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        // numbers
        wrong("contract.max-materials = 0", "contract.max-materials: must be at least 1, was 0"),
        wrong(
            "contract.max-materials = many",
            "contract.max-materials: must be a whole number, was 'many'"),
        wrong(
            "contract.max-materials = 1.5",
            "contract.max-materials: must be a whole number, was 1.5"),
        wrong(
            "contract.max-materials = true",
            "contract.max-materials: must be a whole number, was true"),
        wrong(
            "contract.max-materials = 1e30",
            "contract.max-materials: must be at most 9223372036854775807, was 1.0E30"),
        wrong(
            "contract.max-materials = \"1e999999999\"",
            "contract.max-materials: must be a whole number, was '1e999999999'"),
        wrong(
            "line.capacity = 9999999999",
            "line.capacity: must be at most 268435456, was 9999999999"),
        wrong(
            "workshop.bench { size = 7, staffed = 8 }",
            "workshop.bench.staffed: must be at most factory.workshop.bench.size (7), was 8"),
        wrong("workshop.bench.staffed = -1", "workshop.bench.staffed: must be at least 0, was -1"),
        wrong("line.batch = 0", "line.batch: must be at least 1, was 0"),
        wrong("workshops = 0", "workshops: must be a whole number from 1 to 1024, was 0"),
        wrong(
            "workshops = some",
            "workshops: must be a whole number from 1 to 1024, or 'auto', was 'some'"),
        wrong("source.rate = fast", "source.rate: must be a number, or 'unlimited', was 'fast'"),
        wrong("source.rate = -1", "source.rate: must be more than 0, was -1"),
        wrong(
            "workshop.inspector.hot = 1.1", "workshop.inspector.hot: must be at most 1.0, was 1.1"),
        // times and sizes
        wrong(
            "contract.term = 5 parsec",
            "contract.term: must be a time with its unit (ns, us, ms, s, m or min, h, d), as 500 ms, 2 s or 30 min, was '5 parsec'"),
        wrong(
            "contract.term = 5",
            "contract.term: must be a time with its unit (ns, us, ms, s, m or min, h, d), as 500 ms, 2 s or 30 min, was 5"),
        wrong("contract.term = 0", "contract.term: must be at least 1 ms, was 0"),
        wrong("contract.term = -2 s", "contract.term: must be at least 1 ms, was '-2 s'"),
        wrong("contract.term = 400 d", "contract.term: must be at most 240 d, was '400 d'"),
        wrong(
            "contract { clock = event, term = 36501 d }",
            "contract.term: must be at most 36500 d, was '36501 d'"),
        wrong(
            "contract.term = 999999999999999999999 h",
            "contract.term: must be at most 240 d, was '999999999999999999999 h'"),
        wrong(
            "source.max-record = 99999999999 YiB",
            "source.max-record: must be at most 512 MiB, was '99999999999 YiB'"),
        wrong(
            "contract.term = [1 s]",
            "contract.term: must be a time with its unit (ns, us, ms, s, m or min, h, d), as 500 ms, 2 s or 30 min, was [\"1 s\"]"),
        wrong(
            "contract.max-bytes = 5 parsec",
            "contract.max-bytes: must be a size in bytes, as 4096, 64 KiB, 16 MiB or 2 GiB, was '5 parsec'"),
        wrong("contract.max-bytes = 1e40", "contract.max-bytes: must be at most 8 EiB, was 1.0E40"),
        wrong(
            "contract.max-bytes = 1.5",
            "contract.max-bytes: must be a size in bytes, as 4096, 64 KiB, 16 MiB or 2 GiB, was 1.5"),
        wrong(
            "contract.max-bytes = -1",
            "contract.max-bytes: must be a size in bytes, as 4096, 64 KiB, 16 MiB or 2 GiB, was -1"),
        wrong(
            "source.max-record = 1 GiB", "source.max-record: must be at most 512 MiB, was '1 GiB'"),
        // destinations
        wrong(
            "destination { kind = postgresql, url = \"mysql://a\" }",
            "destination.url: must begin with postgresql:, as postgresql://localhost/orders, was 'mysql://a'"),
        wrong(
            "destination { kind = postgresql, url = \"postgresql://me:secret@a/b\" }",
            "destination.url: must not name a user; that belongs to factory.destination.user and password"),
        wrong(
            "destination { kind = duckdb, table = Orders }",
            "destination.table: must be a name of a-z, 0-9 and _, at most 50 characters, or two with a dot between them: schema and table, was 'Orders'"),
        wrong(
            "destination { kind = duckdb, columns { amount = money } }",
            "destination.columns.amount: must be text, integer, decimal, boolean or json, was 'money'"),
        wrong(
            "destination { kind = duckdb }, source.event-time.unit = ns",
            "source.event-time.unit: needs factory.destination.times, which must be epoch, since timestamps there have microseconds, was 'ns'"),
        // words
        wrong(
            "source.kind = file",
            "source.kind: must be generator, files or stdin (nearest: files), was 'file'"),
        wrong(
            "operations.console = true",
            "operations.console: must be auto, table, lines or off, was true"),
        wrong(
            "operations.web.host = 0.0.0.0",
            "operations.web.host: must be of this machine, as 127.0.0.1, unless factory.operations.web.token is set, was '0.0.0.0'"),
        wrong(
            "operations.web.token = short",
            "operations.web.token: must have at least 16 characters, of ASCII and without blanks, or be empty"),
        wrong(
            "operations.web.port = 65536",
            "operations.web.port: must be a whole number from 0 to 65535, was 65536"),
        wrong(
            "operations.web.enabled = tru",
            "operations.web.enabled: must be true or false (nearest: true), was 'tru'"),
        wrong(
            "operations.history { keep = 1 s, every = 2 s }",
            "operations.history.keep: must be at least factory.operations.history.every, was '1 s'"),
        wrong(
            "operations.report = no/such/directory/report.html",
            "operations.report: must be a file in a directory that exists, was 'no/such/directory/report.html'"),
        wrong(
            "contract.clock = wal",
            "contract.clock: must be wall or event (nearest: wall), was 'wal'"),
        wrong(
            "contract { clock = event, term = 1500 us }, source.event-time.unit = ms",
            "contract.term: must be a whole number of the units that event times are kept in (factory.source.event-time.unit), was '1500 us'"),
        wrong(
            "contract { clock = event, grace = -1 s }",
            "contract.grace: must be at least 0 s, was '-1 s'"),
        wrong("contract.late = drop", "contract.late: must be scrap, accept or amend, was 'drop'"),
        wrong(
            "source { kind = files, paths = [a], pid = [a], order = parallel }, blueprint.kind = merge",
            "source.order: parallel goes by event time and needs factory.contract.clock = event, was 'parallel'"),
        wrong(
            "source { kind = files, paths = [a], pid = [a] }, contract.clock = event, blueprint.kind = merge",
            "contract.clock: needs factory.source.event-time.field, which must name the field that says when a record happened, was 'event'"),
        wrong(
            "source.delimiter = \"::\"",
            "source.delimiter: must be one character, or tab, and neither a quote nor a line break, was '::'"),
        wrong(
            "source.event-time.zone = Mars",
            "source.event-time.zone: must be a time zone, as UTC, +02:00 or Europe/Berlin, was 'Mars'"),
        wrong(
            "source.event-time.format = bogus",
            "source.event-time.format: must be iso, epoch, epoch-s, epoch-ms, epoch-us, epoch-ns or a pattern of times (Unknown pattern letter: b), was 'bogus'"),
        wrong(
            "source.pattern = \"a(b\"",
            "source.pattern: must be a regular expression (Unclosed group at character 4), was 'a(b'"),
        // shapes
        wrong("name = \"\"", "name: must not be empty, was ''"),
        wrong("name = null", "name: must be set, was null"),
        wrong("name = [a]", "name: must be text, was [\"a\"]"),
        wrong("contract = 5", "contract: must be a table { ... }, was 5"),
        wrong(
            "workshop = 3",
            "workshop: must be a table { ... } (nearest: factory.workshops), was 3"),
        wrong(
            "workshops { bench.size = 3 }",
            "workshops: must be a whole number from 1 to 1024 (nearest: factory.workshop), was {\"bench\":{\"size\":3}}"),
        wrong("source.paths = { a = 1 }", "source.paths: must be a list [ ... ], was {\"a\":1}"),
        wrong("source.paths = [\"\"]", "source.paths[0]: must not be empty, was ''"),
        wrong(
            "source.pid = [1]",
            "source.pid[0]: must be the name of a field, or a table { field = ..., pattern = ... }, was 1"),
        wrong(
            "source.pid = [{ field = a, pattern = b }]",
            "source.pid[0].pattern: must have a group ( ... ), whose text is the part of the pid, was 'b'"),
        wrong("blueprint.pclass = [a]", "blueprint.pclass[0]: must be a table { ... }, was 'a'"),
        wrong(
            "blueprint.pclass = a",
            "blueprint.pclass: must be a list of tables [ { ... } ], was 'a'"),
        wrong(
            "operations.web.hosts = [a, [b]]",
            "operations.web.hosts[1]: must be text, was [\"b\"]"),
        wrong("operations.web.hosts = \" \"", "operations.web.hosts: must not be empty, was ' '"),
        wrong("blueprint.pclass = [{ when = a }]", "blueprint.pclass[0].is: is missing"),
        wrong(
            "blueprint.fields.a = 5",
            "blueprint.fields.a: must be an operation, as sum, or a table { from = ..., op = ..., when = ... }, was 5"),
        wrong(
            "drill = [{ at = drivr }]",
            "drill[0].at: must be stevedore.pack, driver.before-write, driver.after-write, driver.before-commit, driver.after-commit, worker.assemble, director.round, dispatcher.load, monitor, inspector or ops (nearest: driver.after-write), was 'drivr'"),
        wrong("drill = [{ at = ops, pass = 0 }]", "drill[0].pass: must be at least 1, was 0"),
        wrong("drill = [{ at = ops, wait = 0 }]", "drill[0].wait: must be at least 1 ms, was 0"),
        // keys
        wrong(
            "contract.max-material = 5",
            "contract.max-material: there is no such key (nearest: factory.contract.max-materials), was 5"),
        wrong(
            "contract.linger = 5 s",
            "contract.linger: there is no such key (nearest: factory.line.linger), was '5 s'"),
        wrong(
            "line.colour = red",
            "line.colour: there is no such key (there are: batch, bytes, capacity, linger), was 'red'"),
        wrong(
            "sorce { kind = files }",
            "sorce: there is no such key (nearest: factory.source), was {\"kind\":\"files\"}"),
        wrong(
            "blueprint.pclass = [{ if = a, is = b }]",
            "blueprint.pclass[0].if: there is no such key (nearest: is), was 'a'"),
        wrong(
            "source.pid = [{ field = a, patern = b }]",
            "source.pid[0].patern: there is no such key (nearest: pattern), was 'b'"),
        wrong(
            "drill = [{ at = ops, times = 2 }]",
            "drill[0].times: there is no such key (there are: at, pass, wait), was 2"),
        wrong(
            "blueprint.fields.a { op = sum, form = b }",
            "blueprint.fields.a.form: there is no such key (nearest: from); a field that has dots in its name is written in quotes, was 'b'"),
        // what belongs together
        wrong(
            "line.capacity = 100",
            "line.capacity: must be at least factory.line.batch (1024), was 100"),
        wrong(
            "line { batch = 100000, capacity = 65536 }",
            "line.batch: must be at most factory.line.capacity (65536), was 100000"),
        wrong(
            "transportation { pallet = 60000, warehouse.capacity = 50000 }",
            "transportation.pallet: must be at most factory.transportation.warehouse.capacity (50000), was 60000"),
        wrong(
            "source.kind = stdin",
            "source.kind: needs factory.source.pid, which must name the field, or the fields, that make the pid, was 'stdin'"),
        wrong(
            "source { kind = files, pid = a }",
            "source.kind: needs factory.source.paths, which must name at least one file or glob, was 'files'"),
        wrong(
            "source { kind = files, pid = a, paths = [] }",
            "source.paths: must name at least one file or glob with factory.source.kind = files, was []"),
        wrong(
            "source { kind = stdin, pid = a, format = text }, blueprint.kind = merge",
            "source.format: needs factory.source.pattern, which must be a regular expression with named groups, was 'text'"),
        wrong(
            "source { kind = stdin, pid = a, format = text, pattern = \"(a)\" }, blueprint.kind = merge",
            "source.pattern: must have named groups (?<name>...), each of which is a field, was '(a)'"),
        wrong(
            "source { kind = stdin, pid = clint, format = text, pattern = \"(?<client>a)(?<b>b)\" }, blueprint.kind = merge",
            "source.pid: 'clint' must be a group of the pattern, which are client and b (nearest: client), was 'clint'"),
        wrong(
            "source { kind = stdin, pid = b, format = text, pattern = \"(?<b>b)\", event-time.field = t }, blueprint.kind = merge",
            "source.event-time.field: 't' must be a group of the pattern, which are b, was 't'"),
        wrong(
            "blueprint.kind = class",
            "blueprint.kind: needs factory.blueprint.class, which must name a class that implements factory.blueprint.Blueprint, was 'class'"),
        wrong(
            "source { kind = stdin, pid = a }",
            "source.kind: needs a blueprint: set factory.blueprint.kind to merge or class, was 'stdin'"),
        wrong(
            "source { kind = stdin, pid = a }, blueprint.kind = merge, shutdown.open-workers = keep",
            "shutdown.open-workers: must be ship or auto with factory.source.kind = stdin, of which nothing can be read again, was 'keep'"),
        wrong(
            "source { kind = stdin, pid = a }, blueprint.kind = packets",
            "blueprint.kind: packets are only made by factory.source.kind = generator; must be merge or class, was 'packets'"));
  }

  private static Arguments wrong(String setting, String message) {
    return Arguments.of(setting, message);
  }
}

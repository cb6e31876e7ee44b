package com.example.jobs;

import factory.jobs.Pipeline;
import factory.jobs.PipelineResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many failed requests each client of an access log has, looked up by twelve workers. */
public final class Clients {
  record Hit(String client, int status) {}

  static Stream<String> lines(Path log) {
    try {
      return Files.lines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Hit> failures(Stream<String> lines) {
    return lines
        .map(line -> line.split(" "))
        .map(words -> new Hit(words[0], Integer.parseInt(words[8])))
        .filter(hit -> hit.status() >= 400);
  }

  static Map<String, Long> report(Stream<Hit> hits) {
    return hits.collect(Collectors.groupingBy(Hit::client, TreeMap::new, Collectors.counting()));
  }

  public static void main(String[] args) {
    Path log = Path.of(args[0]);
    PipelineResult<Map<String, Long>> result =
        Pipeline.from(() -> lines(log))
            .through("failures", 12, Clients::failures)
            .to(Clients::report)
            .run();
    result.value().forEach((client, failed) -> System.out.println(client + " " + failed));
    result.stages().forEach(stage -> System.out.println(stage.name() + ": " + stage.busy()));
  }
}

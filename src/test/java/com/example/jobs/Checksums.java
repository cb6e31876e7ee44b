package com.example.jobs;

import factory.jobs.Outcome;
import factory.jobs.Results;
import factory.jobs.TaskPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The checksum of each file in a directory, ten files at once. */
public final class Checksums {
  public static void main(String[] args) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(args[0]))) {
      files = all.sorted().toList();
    }
    try (TaskPool pool = TaskPool.open()) {
      Results<Path, String> results =
          pool.map(files, 10, Checksums::checksum).retry(2).timeout(Duration.ofMinutes(1)).run();
      for (Outcome<Path, String> outcome : results.outcomes()) {
        if (outcome instanceof Outcome.Failed<Path, String> failed) {
          System.out.println(failed.input() + " cannot be read: " + failed.cause());
        } else {
          System.out.println(outcome.get() + "  " + outcome.input());
        }
      }
    }
  }

  static String checksum(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
  }
}

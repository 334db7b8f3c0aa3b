package io.uploadgrants.testkit.bucket;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;

/**
 * The JVM that made a container or a bucket, so that a later one knows what nobody will remove.
 *
 * @param host ten lower-case letters and digits that stand for those who see the same processes
 * @param pid the process
 * @param started when it started, in whole milliseconds; the epoch where the system doesn't say
 */
public record Owner(String host, long pid, Instant started) {

  private static final Owner CURRENT = find();

  /** Start times are computed from a boot time, which a correction of the clock moves. */
  private static final Duration SAME = Duration.ofMinutes(1);

  private static final int HOST_LENGTH = 10;

  public Owner {
    started = Instant.ofEpochMilli(started.toEpochMilli());
  }

  /** Returns this JVM. */
  public static Owner current() {
    return CURRENT;
  }

  /** Returns whether the process ended; never true of a process that can't be seen from here. */
  public boolean isDead() {
    return host.equals(CURRENT.host)
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> isSame(started(process)))
            .isEmpty();
  }

  private boolean isSame(Instant other) {
    return started.equals(Instant.EPOCH)
        || other.equals(Instant.EPOCH)
        || Duration.between(started, other).abs().compareTo(SAME) < 0;
  }

  private static Owner find() {
    ProcessHandle process = ProcessHandle.current();
    return new Owner(hereabouts(), process.pid(), started(process));
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  /** Cloned machines share a name, containers an engine, and users don't see each other's. */
  private static String hereabouts() {
    String seen =
        String.join(
            "\n",
            name(),
            System.getProperty("user.name", ""),
            text(Path.of("/proc/sys/kernel/random/boot_id")),
            link(Path.of("/proc/self/ns/pid")));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(seen.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, hash).toString(36).substring(0, HOST_LENGTH);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  private static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "";
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException notLinux) {
      return "";
    }
  }

  private static String link(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException | UnsupportedOperationException notLinux) {
      return "";
    }
  }
}

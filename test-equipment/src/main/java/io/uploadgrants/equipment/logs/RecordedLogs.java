package io.uploadgrants.equipment.logs;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The slf4j of a module's tests, if its {@code META-INF/services} names it: keeps every line, down
 * to trace, of this library and the AWS SDK.
 */
public final class RecordedLogs implements SLF4JServiceProvider {

  private static final List<String> LINES = Collections.synchronizedList(new ArrayList<>());
  private static final Handler OTHER_LINES = new OtherLines();

  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();

  /** Forgets all lines. */
  public static void clear() {
    LINES.clear();
  }

  /** Returns all lines, each with its level and its logger before it and its stack trace behind. */
  public static List<String> lines() {
    return List.copyOf(LINES);
  }

  /** Returns the lines of this library. */
  public static List<String> ours() {
    return lines().stream().filter(line -> line.contains(" io.uploadgrants.")).toList();
  }

  /** Keeps what is logged through {@code java.util.logging} too, instead of printing it. */
  public static synchronized void alsoOfJavaUtilLogging() {
    java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
    for (Handler console : root.getHandlers()) {
      root.removeHandler(console);
    }
    root.addHandler(OTHER_LINES);
  }

  private static void add(String level, String logger, String text, @Nullable Throwable thrown) {
    StringWriter trace = new StringWriter();
    if (thrown != null) {
      thrown.printStackTrace(new PrintWriter(trace));
    }
    LINES.add(level + " " + logger + ": " + text + "\n" + trace);
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return name -> loggers.computeIfAbsent(name, RecordingLogger::new);
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}

  private static final class RecordingLogger extends LegacyAbstractLogger {

    private RecordingLogger(String name) {
      this.name = name;
    }

    private boolean watched() {
      return name.startsWith("io.uploadgrants") || name.startsWith("software.amazon");
    }

    @Override
    public boolean isTraceEnabled() {
      return watched();
    }

    @Override
    public boolean isDebugEnabled() {
      return watched();
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String pattern,
        Object @Nullable [] arguments,
        @Nullable Throwable thrown) {
      add(level.name(), getName(), MessageFormatter.basicArrayFormat(pattern, arguments), thrown);
    }
  }

  private static final class OtherLines extends Handler {

    @Override
    public void publish(LogRecord line) {
      add(
          line.getLevel().getName(),
          line.getLoggerName(),
          String.valueOf(line.getMessage()),
          line.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

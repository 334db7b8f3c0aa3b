package io.uploadgrants.equipment.browser;

import io.uploadgrants.equipment.Equipment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The machine's own Chromium; nothing is downloaded. */
public final class Chromium implements AutoCloseable {

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts a browser without a window. Whoever does says that it needs one. */
  public static Chromium start() throws IOException {
    Path browser = Equipment.program("chromium", "chromium-browser", "google-chrome").orElseThrow();
    Path driver = Equipment.program("chromedriver").orElseThrow();
    Path userData =
        Files.createTempDirectory(Files.createDirectories(Path.of("target")), "chromium-");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-prefers-reduced-motion",
        "--window-size=1000,900",
        "--user-data-dir=" + userData.toAbsolutePath());
    options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
    System.setProperty(ChromeDriverService.CHROME_DRIVER_EXE_PROPERTY, driver.toString());
    return new Chromium(new ChromeDriver(options));
  }

  /** What drives it. */
  public ChromeDriver driver() {
    return driver;
  }

  /** Sends at most that many bytes a second; -1 for no limit. */
  public void uploadAtMost(int bytes) {
    network(false, bytes);
  }

  /** Takes the browser off the network, which its pages are told, or puts it on again. */
  public void offline(boolean offline) {
    network(offline, -1);
  }

  private void network(boolean offline, int bytes) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of(
            "offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", bytes));
  }

  /**
   * Holds requests on their way, so that they neither arrive nor fail.
   *
   * @param pattern their URLs, with {@code *} for any text
   */
  public void hold(String pattern) {
    driver.executeCdpCommand(
        "Fetch.enable", Map.of("patterns", List.of(Map.of("urlPattern", pattern))));
  }

  /** Lets requests go, also those that are held. */
  public void release() {
    driver.executeCdpCommand("Fetch.disable", Map.of());
  }

  /** Makes the page so large, and a phone's where it is narrow. */
  public void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** What the browser's console has warned of since the last call. */
  public List<String> problems() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Tells pages that the visitor prefers "light" or "dark". */
  public void colours(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** The whole page as PNG, at one and a half times the pixels. */
  public byte[] screenshot() {
    Map<?, ?> body =
        (Map<?, ?>)
            Objects.requireNonNull(
                driver.executeScript(
                    "return { height: Math.ceil(document.body.getBoundingClientRect().height),"
                        + " width: innerWidth }"));
    Map<String, Object> clip =
        Map.of(
            "x", 0, "y", 0, "width", body.get("width"), "height", body.get("height"), "scale", 1.5);
    Map<String, Object> answer =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("clip", clip, "captureBeyondViewport", true));
    return Base64.getDecoder().decode((String) answer.get("data"));
  }

  @Override
  public void close() {
    driver.quit();
  }
}

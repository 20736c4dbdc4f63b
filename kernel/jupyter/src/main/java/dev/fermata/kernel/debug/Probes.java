// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import dev.fermata.kernel.shell.CellCode;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The probes of one debugging session, and which of them are wanted. Thread-safe. */
final class Probes {
  private static final MethodHandle YES = MethodHandles.constant(boolean.class, true);
  private static final MethodHandle NO = MethodHandles.constant(boolean.class, false);

  private final CellCode code;
  private final CellFiles files;
  private final MethodHandle reached;
  private final MutableCallSite everyLine = new MutableCallSite(NO);
  private final List<Site> sites = new ArrayList<>();
  private final Map<String, Map<String, List<Integer>>> methods = new ConcurrentHashMap<>();
  private Map<String, List<Integer>> breakpoints = Map.of();
  private boolean open = true;

  /**
   * No probes yet.
   *
   * @param reached what a wanted probe calls: from the site, what is known of the activation, and
   *     the values, to what is known then
   */
  Probes(CellCode code, CellFiles files, MethodHandle reached) {
    this.code = code;
    this.files = files;
    this.reached = reached;
  }

  /** Code of cells was changed. */
  void inserted(String className, ProbeInserter.Lines lines) {
    methods
        .computeIfAbsent(className, name -> new ConcurrentHashMap<>())
        .put(lines.name(), lines.lines());
  }

  /** A probe is reached for the first time. */
  synchronized Site link(Site site) {
    sites.add(site);
    aim(site);
    return site;
  }

  /** Sets all breakpoints: path of the cell → lines, ascending. */
  synchronized void breakpoints(Map<String, List<Integer>> all) {
    breakpoints = Map.copyOf(all);
    aimAll();
  }

  private void aimAll() {
    sites.forEach(this::aim);
    MutableCallSite.syncAll(sites.toArray(MutableCallSite[]::new));
  }

  /**
   * Besides those at a breakpoint, the probes before calls are wanted while there is one: what
   * calls the line with the breakpoint is looked at too when that stops.
   */
  private void aim(Site site) {
    boolean some = breakpoints.values().stream().anyMatch(lines -> !lines.isEmpty());
    site.breakpoint(
        open && some && line(site).filter(line -> hits(line, site.place())).isPresent());
    boolean always = site.isBreakpoint() || (open && some && site.calls());
    site.aim(reached, always, everyLine.dynamicInvoker());
  }

  /** Whether every line is wanted: while a thread steps, is to pause, or exceptions count. */
  synchronized void everyLine(boolean wanted) {
    var target = wanted && open ? YES : NO;
    if (everyLine.getTarget() != target) {
      everyLine.setTarget(target);
      MutableCallSite.syncAll(new MutableCallSite[] {everyLine});
    }
  }

  /** Nothing is wanted any more, for good. */
  synchronized void close() {
    open = false;
    everyLine(false);
    aimAll();
  }

  /** Empty for code that JShell has added, and for a snippet that is not known yet. */
  Optional<CellCode.Line> line(Site site) {
    if (site.line() == null) {
      var place = site.place();
      line(place.className(), place.method(), lines(place).get(place.ordinal()))
          .ifPresent(site::line);
    }
    return Optional.ofNullable(site.line());
  }

  private Optional<CellCode.Line> line(String className, String method, int line) {
    return code.line(className, method.substring(0, method.indexOf('(')), line);
  }

  private List<Integer> lines(Site.Place place) {
    return Objects.requireNonNull(
        methods.getOrDefault(place.className(), Map.of()).get(place.method()));
  }

  /**
   * Whether a thread stops at a probe: at the first one of its line, and for a line without code at
   * that of the next line of the same declaration or statement.
   */
  private boolean hits(CellCode.Line line, Site.Place place) {
    var wanted = breakpoints.getOrDefault(files.path(line.source()), List.of());
    if (wanted.isEmpty() || !isFirst(place, line.number())) {
      return false;
    }
    var possible = possible(place.className());
    return wanted.stream()
        .filter(breakpoint -> breakpoint >= line.snippet())
        .anyMatch(breakpoint -> Objects.equals(possible.ceiling(breakpoint), line.number()));
  }

  private boolean isFirst(Site.Place place, int number) {
    return lines(place).stream()
        .limit(place.ordinal())
        .map(earlier -> line(place.className(), place.method(), earlier))
        .flatMap(Optional::stream)
        .noneMatch(earlier -> earlier.number() == number);
  }

  /** The lines of a snippet on which a thread can stop. */
  private NavigableSet<Integer> possible(String className) {
    var numbers = new TreeSet<Integer>();
    methods.forEach(
        (other, itsMethods) -> {
          if (CellCode.isTogether(className, other)) {
            itsMethods.forEach(
                (method, lines) ->
                    lines.stream()
                        .map(line -> line(other, method, line))
                        .flatMap(Optional::stream)
                        .forEach(line -> numbers.add(line.number())));
          }
        });
    return numbers;
  }
}

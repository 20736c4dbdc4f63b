// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What javac would find out anew for each snippet, and the kernel's compilers know. */
class CompilersTest {
  private final Cells cells = new Cells();

  @AfterEach
  void close() {
    cells.close();
  }

  @Test
  void knowTheClassesOfCellsAndTheModulesOfJava() throws ReflectiveOperationException {
    cells.ok("class Outer { class Inner { Object one() { return new Object() {}; } } }");
    cells.ok("sealed interface Shape permits Square {}");
    cells.ok("record Square(int side) implements Shape {}");
    cells.ok("Runnable none = () -> new Outer().new Inner().one();");
    cells.ok("int twice(int n) { return 2 * n; }");
    cells.ok("for (int i = 0; i < twice(2); i++) { none.run(); }");
    assertThat(cells.value("new Square(twice(1))")).hasToString("Square[side=2]");
    assertThat(cells.error("new Square(none)").kind()).isEqualTo(CellError.Kind.COMPILE);
    assertThat(cells.shell.complete("none.", 5).matches()).isNotEmpty();

    int looked = 0;
    for (var context : contexts()) { // those that only parse know nothing
      var symbols = part(context, "OnceSymtab");
      if (symbols.isPresent() && valueOf(symbols.get(), "checked").equals(true)) {
        looked++;
        assertThat(valueOf(symbols.get(), "missesSome")).isEqualTo(false);
        assertThat((Map<?, ?>) valueOf(symbols.get(), "ofCells")).isEmpty();
        var modules = part(context, "OnceModules").orElseThrow();
        assertThat(valueOf(modules, "known")).isEqualTo(true);
      }
    }
    assertThat(looked).as("compilers that analyzed").isPositive();
  }

  @Test
  void areNewWhenTheClassPathChanges() throws ReflectiveOperationException {
    assertThat(cells.value("1 + 1")).isEqualTo(2);
    var before = pool();
    cells.shell.addToClasspath(List.of(Path.of("none.jar")));
    assertThat(pool()).isNotSameAs(before);
    assertThat(pool().getClass()).isEqualTo(before.getClass());
    assertThat(pool().getClass().getSimpleName()).isEqualTo("OncePool");
  }

  private Object pool() throws ReflectiveOperationException {
    var compilers = cells.compilers();
    return Cells.field(compilers.getClass().getSuperclass(), "javacTaskPool", compilers);
  }

  /** Of the compilers that wait to be used again. */
  private List<Object> contexts() throws ReflectiveOperationException {
    var pool = pool();
    var byOptions =
        (Map<?, ?>) Cells.field(pool.getClass().getSuperclass(), "options2Contexts", pool);
    var all = new ArrayList<Object>();
    byOptions.values().forEach(some -> all.addAll((Collection<?>) some));
    return all;
  }

  private static Optional<?> part(Object context, String type) throws ReflectiveOperationException {
    var parts = (Map<?, ?>) Cells.field(context.getClass().getSuperclass(), "ht", context);
    return parts.values().stream()
        .filter(part -> part != null && part.getClass().getSimpleName().equals(type))
        .findFirst();
  }

  private static Object valueOf(Object part, String name) throws ReflectiveOperationException {
    return Cells.field(part.getClass(), name, part);
  }
}

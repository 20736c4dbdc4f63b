// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stays of cells that are over: counted, after many of them. */
class LeftoversTest {
  private static final int CELLS = 100;

  /** What is cleared up now and then may stand until the next time. */
  private static final int TOLERATED = 40;

  private Cells cells;

  @BeforeEach
  void open() {
    cells = new Cells(JavaShell.open(ShellConfig.bare(), TestAgent.hotSwap()));
    cells.ok("int x = 1;");
    cells.ok("int f() { return 1; }");
  }

  @AfterEach
  void close() {
    cells.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 + 1", "x = 2;", "for (;;) break;", "int x = 1;", "int wrong = \"\";"})
  void theCompilerForgetsCellsThatNothingCanReferTo(String source) throws Exception {
    var before = sizes();
    for (int i = 0; i < CELLS; i++) {
      cells.run(source);
    }
    assertThat(sizes())
        .allMatch(size -> size <= before.stream().max(Integer::compare).orElseThrow() + TOLERATED);
  }

  /** Of everything that has an entry for each snippet JShell compiled. */
  private Collection<Integer> sizes() throws ReflectiveOperationException {
    var jshell = get(cells.shell, "shell");
    var places = get(get(cells.shell, "code"), "places");
    return Stream.of(
            get(get(jshell, "outerMap"), "classOuters"),
            get(get(jshell, "keyMap"), "varMap"),
            get(get(jshell, "classTracker"), "map"),
            get(places, "pieces"))
        .map(map -> ((Map<?, ?>) map).size())
        .toList();
  }

  private static Object get(Object owner, String name) throws ReflectiveOperationException {
    var field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }
}

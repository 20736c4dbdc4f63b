// SPDX-License-Identifier: Apache-2.0
package jdk.jshell;

import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.comp.Modules;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.List;

/**
 * The modules that a compiler sees. It would find out anew for each task which of Java's are there,
 * and what they export; but all the sources of cells are of the unnamed module, and when the class
 * path changes there are new compilers.
 */
final class OnceModules extends Modules {
  private final Symtab symbols;
  private boolean known;

  private OnceModules(Context context) {
    super(context);
    symbols = Symtab.instance(context);
  }

  /** Has one made when it is first needed; a context that knows its modules already keeps them. */
  static void registerIn(Context context) {
    if (context.get(Modules.class) == null) {
      context.put(Modules.class, new Maker());
    }
  }

  /** A class of its own, since a lambda would be in no start-up archive. */
  private static final class Maker implements Context.Factory<Modules> {
    @Override
    public Modules make(Context context) {
      return new OnceModules(context);
    }
  }

  @Override
  public void initModules(List<JCCompilationUnit> sources) {
    if (known) {
      for (var source : sources) {
        source.modle = symbols.unnamedModule;
      }
    } else {
      super.initModules(sources);
      known = modulesInitialized() && getDefaultModule() == symbols.unnamedModule;
    }
  }

  @Override
  public void newRound() {
    if (!known) {
      super.newRound();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package jdk.jshell;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.ModuleSymbol;
import com.sun.tools.javac.code.Symbol.TypeSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Name;
import com.sun.tools.javac.util.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * The classes that a compiler knows. Behind every task JShell goes through all of them, some
 * thousands, for the few that are of cells; here those are known without a search.
 */
final class OnceSymtab extends Symtab {
  /** Null while the classes are entered that every compiler knows from the start. */
  private final Name cellPackage;

  private final Map<Name, ClassSymbol> ofCells = new HashMap<>();
  private boolean checked;
  private boolean missesSome;

  private OnceSymtab(Context context) {
    super(context);
    cellPackage = Names.instance(context).fromString(Util.REPL_PACKAGE);
  }

  /** Has one made when it is first needed; a context that has its classes already keeps them. */
  static void registerIn(Context context) {
    if (context.get(symtabKey) == null) {
      context.put(symtabKey, new Maker());
    }
  }

  /** A class of its own, since a lambda would be in no start-up archive. */
  private static final class Maker implements Context.Factory<Symtab> {
    @Override
    public Symtab make(Context context) {
      return new OnceSymtab(context);
    }
  }

  @Override
  public ClassSymbol enterClass(ModuleSymbol module, Name flatName) {
    return noted(super.enterClass(module, flatName));
  }

  @Override
  public ClassSymbol enterClass(ModuleSymbol module, Name name, TypeSymbol owner) {
    return noted(super.enterClass(module, name, owner));
  }

  private ClassSymbol noted(ClassSymbol type) {
    if (cellPackage != null && isOfCells(type)) {
      ofCells.put(type.flatname, type);
    }
    return type;
  }

  private boolean isOfCells(ClassSymbol type) {
    return type.packge().fullname == cellPackage;
  }

  /**
   * Those of cells, each once: whoever asks is JShell, which takes them away. The other one that
   * would, annotation processing, is off.
   */
  @Override
  public Iterable<ClassSymbol> getAllClasses() {
    if (!checked) {
      checked = true;
      missesSome = missesSome();
    }
    if (missesSome) {
      return super.getAllClasses();
    }
    var found = new ArrayList<>(ofCells.values());
    ofCells.clear();
    return found;
  }

  /** The javac of another JDK may enter classes in other ways. */
  private boolean missesSome() {
    for (var type : super.getAllClasses()) {
      if (isOfCells(type) && !ofCells.containsKey(type.flatname)) {
        return true;
      }
    }
    return false;
  }
}

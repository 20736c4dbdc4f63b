// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/**
 * The classes of one entry of the class path, or of one module of Java, by package. Thread-safe.
 */
abstract class ClassPathEntry {
  private static final String SUFFIX = ".class";

  /** Of every class: javac never looks at it, and a name of its own for each would take long. */
  private static final URI ANY_CLASS = URI.create("cells:/class");

  /** A file that is missing or no jar has no classes. */
  static ClassPathEntry of(Path path) {
    if (Files.isDirectory(path)) {
      return new Folder(path);
    }
    try {
      return Files.exists(path)
          ? new Jar(new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version()))
          : new Nothing();
    } catch (IOException noJar) {
      return new Nothing();
    }
  }

  /** The module whose packages are the folders of a path. */
  static ClassPathEntry ofModule(Path root) {
    return new Folder(root);
  }

  abstract List<ClassFile> classes(String packageName) throws IOException;

  void close() throws IOException {}

  /** One class; opened anew for each reading. */
  abstract static class ClassFile extends SimpleJavaFileObject {
    private final String binaryName;

    ClassFile(String binaryName) {
      super(ANY_CLASS, Kind.CLASS);
      this.binaryName = binaryName;
    }

    String binaryName() {
      return binaryName;
    }

    /** Without its package; a nested one behind its outer class and a dollar. */
    String simpleName() {
      return binaryName.substring(binaryName.lastIndexOf('.') + 1);
    }

    /** How the message about a damaged class calls it: as javac would, with its place. */
    @Override
    public abstract String getName();

    /** The default compares names with the file's, which takes long for what is known. */
    @Override
    public boolean isNameCompatible(String simpleName, JavaFileObject.Kind kind) {
      return kind == Kind.CLASS && simpleName().equals(simpleName);
    }
  }

  private static final class Nothing extends ClassPathEntry {
    @Override
    List<ClassFile> classes(String packageName) {
      return List.of();
    }
  }

  /** Read again each time, since a build may put classes there while the kernel runs. */
  private static final class Folder extends ClassPathEntry {
    private final Path root;
    private final String separator;

    Folder(Path root) {
      this.root = root;
      this.separator = root.getFileSystem().getSeparator();
    }

    @Override
    List<ClassFile> classes(String packageName) throws IOException {
      var folder = root.resolve(packageName.replace('.', '/'));
      if (!Files.isDirectory(folder)) {
        return List.of();
      }
      var lead = packageName.isEmpty() ? "" : packageName + ".";
      try (var files = Files.newDirectoryStream(folder)) {
        var found = new ArrayList<ClassFile>();
        for (var file : files) {
          var name = file.toString();
          if (name.endsWith(SUFFIX)) {
            int from = name.lastIndexOf(separator) + 1;
            found.add(file(lead + name.substring(from, name.length() - SUFFIX.length()), file));
          }
        }
        return found;
      }
    }

    private static ClassFile file(String binaryName, Path path) {
      return new ClassFile(binaryName) {
        @Override
        public String getName() {
          return path.toString();
        }

        @Override
        public InputStream openInputStream() throws IOException {
          return Files.newInputStream(path);
        }
      };
    }
  }

  private static final class Jar extends ClassPathEntry {
    private static final String VERSIONS = "META-INF/versions/";

    private final JarFile jar;
    private final Map<String, Set<String>> names;
    private final Map<String, List<ClassFile>> packages = new ConcurrentHashMap<>();

    Jar(JarFile jar) {
      this.jar = jar;
      this.names = index(jar);
    }

    private static Map<String, Set<String>> index(JarFile jar) {
      var found = new HashMap<String, Set<String>>();
      for (var entries = jar.entries(); entries.hasMoreElements(); ) {
        var name = unversioned(entries.nextElement().getName(), jar);
        if (name.endsWith(SUFFIX) && !name.startsWith("META-INF/")) {
          var folder = name.substring(0, Math.max(0, name.lastIndexOf('/')));
          found.computeIfAbsent(folder, key -> new LinkedHashSet<>()).add(name);
        }
      }
      return found;
    }

    /** A class may be there for newer Java only. Looking each up would take far longer. */
    private static String unversioned(String name, JarFile jar) {
      if (!name.startsWith(VERSIONS) || !jar.isMultiRelease()) {
        return name;
      }
      int end = name.indexOf('/', VERSIONS.length());
      var inner = name.substring(end + 1);
      return end > 0 && jar.getEntry(inner) != null ? inner : name;
    }

    private ClassFile file(String name) {
      return new ClassFile(name.substring(0, name.length() - SUFFIX.length()).replace('/', '.')) {
        @Override
        public String getName() {
          return jar.getName() + "(/" + name + ")";
        }

        @Override
        public InputStream openInputStream() throws IOException {
          return jar.getInputStream(jar.getJarEntry(name));
        }
      };
    }

    @Override
    List<ClassFile> classes(String packageName) {
      var folder = packageName.replace('.', '/');
      return names.containsKey(folder)
          ? packages.computeIfAbsent(
              folder, key -> names.getOrDefault(key, Set.of()).stream().map(this::file).toList())
          : List.of();
    }

    @Override
    void close() throws IOException {
      jar.close();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
/**
 * The debugger of cells, in the words of the Debug Adapter Protocol as Jupyter's front ends speak
 * it. It works by probes in the byte code of cells: one before each line, which the JIT compiler
 * takes for nothing while it is not wanted. The JVM's own debugging interface cannot be switched on
 * in a running JVM, would have to be on from the start of every kernel, and its port is open to
 * every user of the machine; probes exist only while somebody debugs, stop one thread and never the
 * kernel, and hand over the values themselves. They see cells and nothing below: a library is
 * stepped over.
 */
@NullMarked
package dev.fermata.kernel.debug;

import org.jspecify.annotations.NullMarked;

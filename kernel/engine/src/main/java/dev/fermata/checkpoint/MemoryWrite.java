// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

/** What tells the pending writes beside one checkpoint apart. */
record MemoryWrite(String task, String kind, String key) {}

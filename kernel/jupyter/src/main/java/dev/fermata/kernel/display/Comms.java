// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Comms: named connections between objects in the kernel and in the front end. Their messages are
 * handled one after another on a thread of their own, also while a cell runs. Thread-safe.
 */
public interface Comms {
  /**
   * Lets front ends open comms to a target.
   *
   * @param target the target_name
   * @param handler called for each comm_open; replaces an earlier one
   */
  void register(String target, Target handler);

  /**
   * Opens a comm to the front end.
   *
   * @param target the target_name there
   * @param commId unique; choose one that can be found again after a restart, or a random one
   * @param open data, metadata and buffers of the comm_open
   * @return the open comm
   */
  Comm open(String target, String commId, Message open);

  /**
   * An open comm.
   *
   * @param commId its id
   * @return empty when there is none
   */
  Optional<Comm> find(String commId);

  /**
   * What a comm carries.
   *
   * @param data any JSON object
   * @param metadata usually empty
   * @param buffers binary parts
   */
  record Message(JsonNode data, ObjectNode metadata, List<byte[]> buffers) {}

  /** Takes the comms that front ends open. */
  @FunctionalInterface
  interface Target {
    /**
     * A front end opened a comm.
     *
     * @param comm set its handlers before returning
     * @param open what came with the comm_open
     */
    void opened(Comm comm, Message open);
  }

  /** One connection. */
  interface Comm {
    /**
     * Its id.
     *
     * @return unique in the session
     */
    String id();

    /**
     * The name it was opened for.
     *
     * @return the target_name
     */
    String target();

    /**
     * Sends to the front end.
     *
     * @param message what to send
     */
    void send(Message message);

    /**
     * Closes it on both sides.
     *
     * @param message data of the comm_close
     */
    void close(Message message);

    /**
     * Sets who gets the messages.
     *
     * @param handler replaces an earlier one
     */
    void onMessage(Consumer<Message> handler);

    /**
     * Sets who is told when the front end closes it.
     *
     * @param handler replaces an earlier one
     */
    void onClose(Consumer<Message> handler);
  }
}

// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Channel} names: the record class and the component.
 *
 * @param owner the class name, as {@link Class#getName()} gives it
 * @param name the component's name
 */
record ChannelRef(String owner, String name) {
  /** One slot per lambda class: each method reference in the source is a class of its own. */
  private static final ClassValue<@Nullable ChannelRef[]> CACHE =
      new ClassValue<>() {
        @Override
        protected @Nullable ChannelRef[] computeValue(Class<?> type) {
          return new @Nullable ChannelRef[1];
        }
      };

  static ChannelRef of(Channel<?, ?> channel) {
    @Nullable ChannelRef[] slot = CACHE.get(channel.getClass());
    ChannelRef known = slot[0];
    if (known == null) {
      known = resolve(channel);
      slot[0] = known;
    }
    return known;
  }

  private static ChannelRef resolve(Channel<?, ?> channel) {
    SerializedLambda lambda = serialized(channel);
    String method = lambda.getImplMethodName();
    if (method.startsWith("lambda$") || method.equals("<init>")) {
      throw notAnAccessor("a lambda");
    }
    if (lambda.getCapturedArgCount() > 0) {
      throw notAnAccessor("a method bound to an object (" + method + ")");
    }
    return new ChannelRef(lambda.getImplClass().replace('/', '.'), method);
  }

  private static SerializedLambda serialized(Channel<?, ?> channel) {
    try {
      Method writeReplace = channel.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      if (writeReplace.invoke(channel) instanceof SerializedLambda lambda) {
        return lambda;
      }
      throw notAnAccessor("an object with its own writeReplace");
    } catch (NoSuchMethodException e) {
      throw notAnAccessor("an object of class " + channel.getClass().getName());
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError("cannot read the method reference " + channel, e);
    }
  }

  private static GraphException.InvalidUpdate notAnAccessor(String what) {
    return new GraphException.InvalidUpdate(
        "not-a-component",
        "a channel is named by a method reference to a component of the state record, such as"
            + " Form::age; this is "
            + what);
  }
}

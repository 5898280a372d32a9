package org.fanfare.topic;

/** The members of a JSON object, read by filters on the thread that matches. */
@FunctionalInterface
public interface Fields {
    /** What stands for a payload that is no object. */
    Fields NONE = member -> Field.Plain.ABSENT;

    /** The member of exactly this name, dots included; {@link Field.Plain#ABSENT} if there is none. */
    Field get(String member);
}

package org.fanfare.event;

/**
 * Names one publish of one publisher on one topic, so that its repetition is not sent twice.
 *
 * @param publisher the user, or the session of an anonymous one
 * @param value 1 to 128 ASCII characters that the publisher chose
 */
public record PublishKey(String publisher, String value) {}

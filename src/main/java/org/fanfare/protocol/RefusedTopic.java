package org.fanfare.protocol;

/**
 * One of several topics of a request that was refused while others were not.
 *
 * @param topic the topic or pattern as the client wrote it, cut if it is too long to be one
 * @param message what was wrong and what would be right, fit for a client
 */
public record RefusedTopic(String topic, ErrorCode code, String message) {}

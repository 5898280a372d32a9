package org.fanfare.transport.rest;

import java.util.concurrent.Executor;

/**
 * The threads that answer requests whose answer comes late: whoever brings the news must not wait for a client.
 *
 * @param threads bounded; what it rejects is answered on the thread that brings the news
 */
public record Answers(Executor threads) {}

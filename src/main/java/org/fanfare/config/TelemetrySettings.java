package org.fanfare.config;

import java.time.Duration;

/**
 * Whether and how often this server publishes its own telemetry.
 *
 * @param interval time between two readings
 */
public record TelemetrySettings(boolean enabled, Duration interval) {}

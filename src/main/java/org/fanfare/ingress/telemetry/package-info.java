/** Publishes what this server tells about itself. */
@NullMarked
package org.fanfare.ingress.telemetry;

import org.jspecify.annotations.NullMarked;

/** Carries messages between nodes over a JMS topic. */
@NullMarked
package org.fanfare.backplane.jms;

import org.jspecify.annotations.NullMarked;

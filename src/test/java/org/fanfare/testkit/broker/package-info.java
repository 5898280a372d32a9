/** Real brokers for tests and for the cluster demo, and what can go wrong between them and a server. */
@NullMarked
package org.fanfare.testkit.broker;

import org.jspecify.annotations.NullMarked;

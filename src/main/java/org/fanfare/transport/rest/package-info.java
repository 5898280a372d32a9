/** Adapts HTTP publishing and history to the use cases. */
@NullMarked
package org.fanfare.transport.rest;

import org.jspecify.annotations.NullMarked;

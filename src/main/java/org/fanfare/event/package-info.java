/** The immutable event, its id, and the cursor that tells how far a client has come. */
@NullMarked
package org.fanfare.event;

import org.jspecify.annotations.NullMarked;

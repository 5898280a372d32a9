/** The backplane of a node that is alone: there is nobody to send to. */
@NullMarked
package org.fanfare.backplane.local;

import org.jspecify.annotations.NullMarked;

/** The messages of protocol version 1 both ways, error and close codes, and their text form. */
@NullMarked
package org.fanfare.protocol;

import org.jspecify.annotations.NullMarked;

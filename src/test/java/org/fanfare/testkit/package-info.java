/** Fakes and helpers that the tests of several packages share. */
@NullMarked
package org.fanfare.testkit;

import org.jspecify.annotations.NullMarked;

/** Tests that run inside the provisioned server, within the deployed application. */
@NullMarked
package org.fanfare.it.arquillian;

import org.jspecify.annotations.NullMarked;

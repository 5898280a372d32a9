package org.fanfare.it.arquillian;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What the tests of this package deploy. */
final class Deployments {
    private Deployments() {}

    /** The application as it was built, plus the test classes that run in it. */
    static WebArchive fanfareWith(Class<?>... testClasses) {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/fanfare.war"))
                .addClasses(testClasses);
    }
}

package org.fanfare.config;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds {@link DepartureListener}: a listener that {@code web.xml} names would be told of the end after the container's own. */
public class DepartureInitializer implements ServletContainerInitializer {
    @Override
    public void onStartup(@Nullable Set<Class<?>> none, ServletContext context) {
        context.addListener(DepartureListener.class);
    }
}

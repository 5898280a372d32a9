package org.fanfare.transport.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** All resources stand under {@code api}. */
@ApplicationPath("api")
public class Api extends Application {}

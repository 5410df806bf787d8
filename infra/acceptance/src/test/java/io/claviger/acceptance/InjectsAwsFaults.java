package io.claviger.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Makes calls of AWS fail, so that functions may log warnings and errors. In every other class they may not. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface InjectsAwsFaults {}

// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.Backend;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The class is run once on each backend that computes; {@link Backend#AUTO} only chooses one of them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Inherited
@ParameterizedClass(name = "{0}")
@EnumSource(value = Backend.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
@interface EveryBackend {}

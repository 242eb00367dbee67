// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Tests that ask TFLite itself: on the platform for which the build makes the oracle. */
@Retention(RetentionPolicy.RUNTIME)
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the TFLite oracle is for linux-x86_64")
public @interface OnOracle {}

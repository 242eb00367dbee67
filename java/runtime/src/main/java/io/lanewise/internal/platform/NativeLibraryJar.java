// SPDX-License-Identifier: Apache-2.0
package io.lanewise.internal.platform;

/**
 * The service that a module with a native library provides. Nobody calls it: a module that provides what another uses
 * is resolved along with that, so that its jar need only be on the module path.
 */
public interface NativeLibraryJar {}

// SPDX-License-Identifier: Apache-2.0
/**
 * The generated binding of the native library and its configuration. Not an API: nothing here checks its arguments'
 * sizes, so a wrong one crashes the JVM. The checked ways in are {@code io.lanewise.Model} and its sessions.
 */
package io.lanewise.internal;

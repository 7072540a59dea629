/**
 * WeChat for companies (WeCom), by its API. Entry points: {@link tocsin.notifiers.wechat.WechatKind} reads the configuration,
 * {@link tocsin.notifiers.wechat.WechatNotifier} sends. May depend on: {@code config}, {@code delivery}, {@code http}, {@code
 * notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code notifiers.template}, {@code time}.
 */
@NullMarked
package tocsin.notifiers.wechat;

import org.jspecify.annotations.NullMarked;

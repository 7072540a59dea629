/**
 * WeChat for companies (WeCom), by its API. Entry point: {@link tocsin.notifiers.wechat.WechatKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.wechat;

import org.jspecify.annotations.NullMarked;

import 'server-only';
import type { ErrorCode } from '@/lib/schema/error';
import type { Fault } from './faults';

/** Statuses that say no before anything ran. All others leave the outcome open. */
const answered = new Set([400, 401, 402, 403, 404, 405, 413, 415, 422, 429]);
const isAnswered = (status: number): boolean => answered.has(status);

/** Machine words that say more than their status. */
const meanings: Record<string, ErrorCode> = {
  insufficient_user_quota: 'provider_payment',
  pre_consume_token_quota_failed: 'provider_payment',
  entitlement_required: 'provider_payment',
  entitlement_inactive: 'provider_payment',
  entitlement_daily_limit_exceeded: 'provider_payment',
  entitlement_total_limit_exceeded: 'provider_payment',
  insufficient_quota: 'provider_payment',
  insufficient_funds: 'provider_payment',
  subscription_required: 'provider_payment',
  priority_credit_required: 'provider_payment',
  daily_limit: 'provider_payment',
  feature_limit: 'provider_payment',
  sensitive_words_detected: 'rejected',
  prompt_blocked: 'rejected',
  model_not_found: 'unsupported',
  model_price_error: 'unsupported',
  api_not_implemented: 'unsupported',
  inflight_limit: 'rate_limited',
  token_concurrency_limit_reached: 'rate_limited',
};

/** A gateway of the new-api family says these only before it turns to the vendor, even with a 500. */
const early: Record<string, ErrorCode> = {
  insufficient_user_quota: 'provider_payment',
  pre_consume_token_quota_failed: 'provider_payment',
  sensitive_words_detected: 'rejected',
  model_not_found: 'unsupported',
  model_price_error: 'unsupported',
  api_not_implemented: 'unsupported',
  access_denied: 'provider_auth',
  invalid_request: 'invalid_input',
};
const gatewayTypes = new Set(['new_api_error', 'one_api_error']);

/** Said after a request had gone to the vendor, whatever the status. */
const late = new Set([
  'do_request_failed',
  'bad_response',
  'bad_response_body',
  'empty_response',
  'read_response_body_failed',
  'channel:response_time_exceeded',
]);

const safety = /safety|flagged|moderat|prohibited|content.polic|nsfw|unsafe|sensitive|敏感|违规|审核/i;
const money = /\bcredits?\b|\bbalance\b|\bquota\b|\bbilling\b|insufficient|余额|额度|欠费/i;
const noChannel = /no (available )?channel|无可用渠道|可用渠道不存在|可用渠道失败/i;
const noRoute = /invalid url/i;
const noVersion = /invalid version|version does not exist/i;

/** Whether a vendor's words give safety as the reason. */
export const speaksOfSafety = (text: string): boolean => safety.test(text);

/**
 * What a reply that is no success proves, in the terms of Provider in ./provider. `namesField`: its words
 * name a field that was sent. In doubt it is `unknown_outcome`.
 */
export function judge(status: number, fault: Fault, namesField: boolean): ErrorCode {
  if (late.has(fault.code) || failedAgain(fault)) return 'unknown_outcome';
  const open = !isAnswered(status) || (fault.upstreamStatus !== null && !isAnswered(fault.upstreamStatus));
  if (open) return status < 500 ? 'unknown_outcome' : beforeTheVendor(status, fault);
  const meant = meanings[fault.reason] ?? meanings[fault.code];
  return meant ?? byStatus(status, fault, namesField);
}

/**
 * A gateway that ran out of channels on a retry had sent the first try (new-api controller/relay.go,
 * getChannel).
 */
const failedAgain = (fault: Fault): boolean =>
  /retry/i.test(fault.text) && (fault.code === 'get_channel_failed' || noChannel.test(fault.text));

function beforeTheVendor(status: number, fault: Fault): ErrorCode {
  if (!gatewayTypes.has(fault.type)) return 'unknown_outcome';
  if (status === 503 && noChannel.test(fault.text)) return 'unsupported';
  return early[fault.code] ?? 'unknown_outcome';
}

function byStatus(status: number, fault: Fault, namesField: boolean): ErrorCode {
  switch (status) {
    case 401:
    case 403:
      return money.test(fault.text) ? 'provider_payment' : 'provider_auth';
    case 402:
      return 'provider_payment';
    case 404:
      return noRoute.test(fault.text) ? 'unsupported' : 'not_found';
    case 405:
    case 415:
      return 'unsupported';
    case 413:
      return 'too_large';
    case 429:
      return 'rate_limited';
    case 422:
      if (noVersion.test(`${fault.title} ${fault.text}`)) return 'unsupported';
      return safety.test(fault.text) || !(namesField || hasFields(fault)) ? 'rejected' : 'invalid_input';
    default:
      return safety.test(fault.text) ? 'rejected' : 'invalid_input';
  }
}

const hasFields = (fault: Fault): boolean => Object.keys(fault.fields).length > 0;

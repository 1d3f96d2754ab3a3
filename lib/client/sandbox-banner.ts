export const sandboxBannerCookie = 'sandbox-banner';

/** A cookie, not local storage: the server leaves the banner out and the page does not jump. */
export function putSandboxBannerAway(): void {
  document.cookie = `${sandboxBannerCookie}=away; path=/; max-age=31536000; samesite=lax`;
}

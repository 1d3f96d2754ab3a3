import 'use-intl';
import type { Locale, Messages } from './locale';

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}

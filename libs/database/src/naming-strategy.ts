import { DefaultNamingStrategy, type NamingStrategyInterface } from 'typeorm';

/** `decidedOn` is stored as `decided_on`, everywhere. */
export class SnakeNamingStrategy extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(property: string, customName: string | undefined): string {
    return customName || property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

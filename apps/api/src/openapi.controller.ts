import { Controller, Get } from '@nestjs/common';
import { openApiDocument } from './http/openapi';

const document = openApiDocument('1');

@Controller()
export class OpenApiController {
  @Get('openapi.json')
  read(): Record<string, unknown> {
    return document;
  }
}

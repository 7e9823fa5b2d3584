import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { loadFieldKeys } from '@oubli/config';
import { appUrl, DomainsModule } from '@oubli/domains';
import { HealthController } from './health.controller';
import { DoorGuard } from './http/door.guard';
import { RouteInterceptor } from './http/route.interceptor';
import { MetricsController } from './metrics.controller';
import { OpenApiController } from './openapi.controller';
import { AccountsController } from './rooms/accounts.controller';
import { ExportsController } from './rooms/exports.controller';
import { ChoicesController } from './rooms/choices.controller';
import { DoNotRecreateController } from './rooms/do-not-recreate.controller';
import { CompanyController } from './rooms/company.controller';
import { FormsController } from './rooms/forms.controller';
import { ForwardingsController } from './rooms/forwardings.controller';
import { HoldsController } from './rooms/holds.controller';
import { IdentityController } from './rooms/identity.controller';
import { OpenDsrController } from './rooms/opendsr.controller';
import { OwnPageController } from './rooms/own-page.controller';
import { RequestFormController } from './rooms/request-form.controller';
import { MessagesController } from './rooms/messages.controller';
import { OperationController } from './rooms/operation.controller';
import { PasswordLinksController } from './rooms/password-links.controller';
import { PackagesController } from './rooms/packages.controller';
import { PeopleController } from './rooms/people.controller';
import { PoliciesController } from './rooms/policies.controller';
import { PreviewController } from './rooms/preview.controller';
import { PublicationsController } from './rooms/publications.controller';
import { PurposesController } from './rooms/purposes.controller';
import { RecipientsController } from './rooms/recipients.controller';
import { RecordsController } from './rooms/records.controller';
import { ErasuresController } from './rooms/erasures.controller';
import { AccuracyController } from './rooms/accuracy.controller';
import { RectificationsController } from './rooms/rectifications.controller';
import { LettersController } from './rooms/letters.controller';
import { RequestsController } from './rooms/requests.controller';
import { RestrictionsController } from './rooms/restrictions.controller';
import { RunsController } from './rooms/runs.controller';
import { SessionController } from './rooms/session.controller';
import { type House, houseToken, instanceToken, loginsToken } from './tokens';

/** The API: the same domains as the worker, one door, and a room for each area. */
@Module({})
export class ApiModule {
  static over(house: House): DynamicModule {
    const { instance, logins } = house;
    return {
      module: ApiModule,
      imports: [DomainsModule.over(appUrl(instance), () => loadFieldKeys(instance.keysFolder))],
      controllers: [
        HealthController, MetricsController, OpenApiController, SessionController, PasswordLinksController, MessagesController, AccountsController, PoliciesController, PublicationsController, PreviewController, RunsController, ErasuresController,
        HoldsController, RestrictionsController, RectificationsController, AccuracyController, PeopleController, DoNotRecreateController, RecordsController, RequestsController, LettersController, IdentityController, RequestFormController, OwnPageController, OpenDsrController, OperationController, CompanyController, ExportsController, RecipientsController, PackagesController, PurposesController, ForwardingsController, FormsController, ChoicesController,
      ],
      providers: [
        { provide: instanceToken, useValue: instance }, { provide: loginsToken, useValue: logins }, { provide: houseToken, useValue: house },
        { provide: APP_GUARD, useClass: DoorGuard }, { provide: APP_INTERCEPTOR, useClass: RouteInterceptor },
      ],
    };
  }
}
